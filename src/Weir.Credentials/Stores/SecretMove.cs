namespace Weir.Credentials.Stores;

/// <summary>What a move of secrets did.</summary>
/// <param name="From">Where they were.</param>
/// <param name="To">Where they are.</param>
/// <param name="Copied">Names of those it copied, in ordinal order.</param>
/// <param name="Kept">Names that the target had already, from a move that was cut off; they stayed as they were there.</param>
/// <param name="Deleted">Names of those it deleted where they were.</param>
public sealed record SecretMove(
    ISecretStore From, ISecretStore To, IReadOnlyList<string> Copied, IReadOnlyList<string> Kept, IReadOnlyList<string> Deleted)
{
    /// <summary>The store that weir.yaml still names, and that a next start would use; null when it names the right one, or none.</summary>
    public string? SettingToChange { get; init; }

    /// <summary>For people, in a sentence or two.</summary>
    public string Summary =>
        Counts + (SettingToChange is null ? "" : $" weir.yaml still names '{SettingToChange}': set `credentials: {{store: {To.Name}}}` there.");

    private string Counts => (Copied.Count, Kept.Count, Deleted.Count) switch
    {
        (0, 0, 0) => $"There was nothing to move in the {From.Description}; new secrets go into the {To.Description}.",
        (var copied, 0, var deleted) => $"Copied {copied} and read back from the {To.Description}; deleted {deleted} in the {From.Description}.",
        var (copied, kept, deleted) =>
            $"Copied {copied} and read back from the {To.Description}, which had {kept} already; deleted {deleted} in the {From.Description}.",
    };
}
