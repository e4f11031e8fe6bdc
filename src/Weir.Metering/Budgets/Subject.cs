namespace Weir.Metering.Budgets;

/// <summary>Who or what a budget or a rate limit is on, e.g. <c>key:ci</c>.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Name">Its name; of keys the name, not the id, so that a rotation changes nothing; empty for the gateway.</param>
public readonly record struct Subject(SubjectKind Kind, string Name)
{
    private const string GatewayWord = "gateway";

    public static Subject Gateway { get; } = new(SubjectKind.Gateway, "");

    /// <summary>
    /// Reads <c>gateway</c>, <c>key:</c>, <c>user:</c>, <c>team:</c>, <c>connection:</c> (or <c>provider:</c>) and <c>model:</c> with a name.
    /// </summary>
    public static bool TryParse(string? text, out Subject subject)
    {
        subject = default;
        if (text is null)
        {
            return false;
        }

        if (text == GatewayWord)
        {
            subject = Gateway;
            return true;
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var kind = colon < 0 ? SubjectKind.Unknown : KindOf(text.AsSpan(0, colon));
        if (kind == SubjectKind.Unknown || colon == text.Length - 1 || text.AsSpan().ContainsAny('\n', '\r'))
        {
            return false;
        }

        subject = new Subject(kind, text[(colon + 1)..]);
        return true;
    }

    /// <summary>The text that <see cref="TryParse"/> reads.</summary>
    public override string ToString() => Kind switch
    {
        SubjectKind.Gateway => GatewayWord,
        SubjectKind.Key => "key:" + Name,
        SubjectKind.User => "user:" + Name,
        SubjectKind.Team => "team:" + Name,
        SubjectKind.Connection => "connection:" + Name,
        SubjectKind.Model => "model:" + Name,
        _ => "",
    };

    private static SubjectKind KindOf(ReadOnlySpan<char> word) => word switch
    {
        "key" => SubjectKind.Key,
        "user" => SubjectKind.User,
        "team" => SubjectKind.Team,
        "connection" or "provider" => SubjectKind.Connection,
        "model" => SubjectKind.Model,
        _ => SubjectKind.Unknown,
    };
}
