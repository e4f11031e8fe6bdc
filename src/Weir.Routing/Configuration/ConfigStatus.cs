namespace Weir.Routing.Configuration;

/// <summary>How the last reading of weir.yaml went.</summary>
/// <param name="LoadedAt">When the running configuration was read.</param>
/// <param name="CheckedAt">When the file was last looked at because it had changed.</param>
/// <param name="Problems">What the last look found: errors mean that the running configuration is an older one.</param>
public sealed record ConfigStatus(DateTimeOffset LoadedAt, DateTimeOffset CheckedAt, IReadOnlyList<ConfigProblem> Problems)
{
    /// <summary>The file as it was when it was read last, taken or not.</summary>
    public FileStamp Stamp { get; init; }

    /// <summary>True when the file as it stands is not what runs.</summary>
    public bool IsStale => Problems.Any(static problem => problem.Severity == ConfigSeverity.Error);
}
