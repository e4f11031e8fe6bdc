using System.Diagnostics;
using Weir.Routing.Snapshots;
using Weir.Storage.Folders;
using Weir.Storage.Sqlite;

namespace Weir.Gateway.Admin.Work;

/// <summary>What runs, for <c>weir status</c>.</summary>
internal sealed class StatusSource(SnapshotHolder holder, DataFolder folder, StatusFacts facts)
{
    private readonly long _started = Stopwatch.GetTimestamp();

    /// <summary>Where the gateway listens; set once it does.</summary>
    public string? Url { get; set; }

    public GatewayStatus Read()
    {
        var snapshot = holder.Current;
        return new GatewayStatus
        {
            Version = facts.Version,
            Running = Url is not null,
            Url = Url,
            UptimeSeconds = Url is null ? null : Math.Round(Stopwatch.GetElapsedTime(_started).TotalSeconds, 1),
            ConfigPath = File.Exists(facts.ConfigPath) ? facts.ConfigPath : null,
            ConfigProblems = [.. holder.Status.Problems.Select(ConfigNotes.Of)],
            DataFolder = folder.FullPath,
            SnapshotVersion = snapshot.Version,
            CatalogDate = snapshot.Catalog.Info.Date,
            SqliteEngine = SqliteEngine.Current.ToString(),
            Connections = snapshot.Connections.Count,
        };
    }
}

/// <summary>What the start knows.</summary>
internal sealed record StatusFacts(string Version, string ConfigPath)
{
    /// <summary>Addresses that the start named; null = those of weir.yaml, or the default.</summary>
    public string? Urls { get; init; }

    /// <summary>The variable that named them; null for an option.</summary>
    public string? UrlsVariable { get; init; }
}
