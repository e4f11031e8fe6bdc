namespace Weir.Gateway.Admin.Previews;

/// <summary>weir.yaml as it is now, what the database adds, and the snapshot that runs.</summary>
public sealed record ConfigDiff
{
    /// <summary>The file that the gateway reads, there or not.</summary>
    public required string File { get; init; }

    /// <summary>False when no gateway runs: what would run is then the file.</summary>
    public required bool Running { get; init; }

    public required long SnapshotVersion { get; init; }

    /// <summary>When the running configuration was read.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary><c>same</c>, <c>changed</c>, <c>refused</c> (the file has errors) or <c>missing</c>.</summary>
    public required string State { get; init; }

    /// <summary>What is wrong with the file as it is now.</summary>
    public IReadOnlyList<ConfigNote> Problems { get; init; } = [];

    /// <summary>Where file and running gateway differ, in the order of the file.</summary>
    public IReadOnlyList<ConfigChange> Changes { get; init; } = [];

    /// <summary>What the database holds beside the file.</summary>
    public IReadOnlyList<SavedEntry> Database { get; init; } = [];
}

/// <summary>One value on which file and running gateway differ. Secrets are hidden.</summary>
/// <param name="Path">Where it stands, e.g. <c>providers.lab.base_url</c>.</param>
/// <param name="Line">In the file; 0 when the file does not have it.</param>
/// <param name="File">What the file says; null when it says nothing.</param>
/// <param name="Running">What the running gateway was told; null when it was told nothing.</param>
/// <param name="Why"><c>not_read_yet</c>, <c>refused</c> or <c>needs_restart</c>.</param>
public sealed record ConfigChange(string Path, int Line, string? File, string? Running, string Why);

/// <summary>Something that was set while running.</summary>
/// <param name="Kind"><c>connection</c> or <c>chain</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Provider">The connection's provider; null for a chain.</param>
/// <param name="Effect"><c>added</c>, <c>switched_off</c>, or <c>hidden</c> by a block of weir.yaml with the same name.</param>
/// <param name="By">Where that block stands; null for the others.</param>
public sealed record SavedEntry(string Kind, string Name, string? Provider, string Effect, string? By);
