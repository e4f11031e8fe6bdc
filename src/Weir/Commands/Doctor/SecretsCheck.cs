namespace Weir.Commands.Doctor;

/// <summary>The secret store opens, takes a secret and gives it back, and its files are open to their owner alone.</summary>
internal sealed class SecretsCheck : IDoctorCheck
{
    public string Name => "secrets";

    public async Task<IReadOnlyList<Finding>> LookAsync(DoctorVisit visit, CancellationToken cancellationToken)
    {
        var probe = await (await visit.Admin(cancellationToken)).ProbeStoreAsync(cancellationToken);
        var exposed = probe.ExposedFiles.Select(file => new Finding(
            Name, FindingResult.Failed, $"Other users may open {file}.", $"chmod 600 '{file.Replace("'", "'\\''", StringComparison.Ordinal)}'; then, as somebody may have read it: weir auth rotate-master-key"));
        Finding store = probe switch
        {
            { Problem: { } problem } => new(Name, FindingResult.Failed, problem, probe.Action),
            { Store: "plain" } => new(Name, FindingResult.Warning, $"Secrets are kept in plain text, in the {probe.Description}.", "Seal them: weir auth move --to file"),
            _ => new(Name, FindingResult.Ok, $"Secrets are kept in: {probe.Description}. One was written, read back and deleted."),
        };
        return [store, .. exposed];
    }
}
