namespace Weir.Routing.Configuration;

/// <summary>The <c>cache</c> block: answers that are given again. Takes effect with the snapshot that holds it.</summary>
public sealed record CacheConfig
{
    public bool Enabled { get; init; }

    /// <summary><c>ttl</c>: how long an answer is given again, 1 s to 30 days.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromHours(1);

    /// <summary><c>max_mb</c> in bytes: what all kept answers together may take.</summary>
    public long MaxBytes { get; init; } = 64L * 1024 * 1024;

    /// <summary><c>max_entry_kb</c> in bytes: the largest answer that is kept.</summary>
    public int MaxEntryBytes { get; init; } = 512 * 1024;

    /// <summary><c>store: database</c>: answers also outlive the process, and nodes on one database share them.</summary>
    public bool InDatabase { get; init; }

    /// <summary><c>scope: gateway</c>: client keys share answers.</summary>
    public bool IsShared { get; init; }
}
