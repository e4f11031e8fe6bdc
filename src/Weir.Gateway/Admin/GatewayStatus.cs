namespace Weir.Gateway.Admin;

/// <summary>What runs, and with what.</summary>
public sealed record GatewayStatus
{
    public required string Version { get; init; }

    /// <summary>True for a running gateway; false when a command reads the data folder by itself.</summary>
    public required bool Running { get; init; }

    /// <summary>The address it listens on; null when none runs.</summary>
    public string? Url { get; init; }

    public double? UptimeSeconds { get; init; }

    /// <summary>The weir.yaml in use; null when there is none.</summary>
    public string? ConfigPath { get; init; }

    /// <summary>Problems of the file as it is now, also when an older state of it is still in use.</summary>
    public IReadOnlyList<ConfigNote> ConfigProblems { get; init; } = [];

    public required string DataFolder { get; init; }

    /// <summary>1 at start, one more with every change that took effect.</summary>
    public long SnapshotVersion { get; init; }

    public required DateOnly CatalogDate { get; init; }

    /// <summary>The engine that holds the ledger, with version and library, e.g. <c>SQLite 3.50.1 (libsqlite3.so.0)</c>.</summary>
    public required string SqliteEngine { get; init; }

    public int Connections { get; init; }
}
