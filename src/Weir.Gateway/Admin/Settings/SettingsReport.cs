using Weir.Gateway.Admin.Credentials;

namespace Weir.Gateway.Admin.Settings;

/// <summary>What a gateway runs with.</summary>
public sealed record SettingsReport
{
    public required NodeFacts Node { get; init; }

    /// <summary>The weir.yaml that is read, there or not.</summary>
    public required string File { get; init; }

    /// <summary>Whether it is there.</summary>
    public required bool FileExists { get; init; }

    /// <summary>When what runs was read.</summary>
    public required DateTimeOffset LoadedAt { get; init; }

    /// <summary>When the file was last read, taken or not.</summary>
    public required DateTimeOffset CheckedAt { get; init; }

    /// <summary>What the last reading found; an error means that an older state of the file runs.</summary>
    public IReadOnlyList<ConfigNote> Problems { get; init; } = [];

    public required CatalogFacts Catalog { get; init; }

    public required SecretStoreFacts Secrets { get; init; }

    /// <summary>The file's in its order, then what came from elsewhere, then defaults.</summary>
    public IReadOnlyList<SettingEntry> Values { get; init; } = [];
}

/// <summary>The process that answers.</summary>
/// <param name="Version">Of Weir.</param>
/// <param name="Running">False when a command reads the data folder by itself.</param>
/// <param name="Url">Where it listens; null when it does not.</param>
/// <param name="UptimeSeconds">Since its start; null when none runs.</param>
/// <param name="SnapshotVersion">1 at start, one more with every change that took effect.</param>
/// <param name="Runtime">.NET, with version.</param>
/// <param name="Platform">Operating system and processor.</param>
/// <param name="DataFolder">The data folder.</param>
/// <param name="Database">The engine, with version and library.</param>
/// <param name="DatabaseBytes">Size of the database's files.</param>
public sealed record NodeFacts(
    string Version, bool Running, string? Url, double? UptimeSeconds, long SnapshotVersion, string Runtime, string Platform, string DataFolder, string Database, long DatabaseBytes);

/// <summary>The catalogue in use.</summary>
/// <param name="Date">When its sources were read.</param>
/// <param name="Source">What it was made from.</param>
/// <param name="Synced">True for one that <c>weir catalog sync</c> fetched, false for the shipped one.</param>
/// <param name="Providers">How many.</param>
/// <param name="Models">How many.</param>
public sealed record CatalogFacts(DateOnly Date, string Source, bool Synced, int Providers, int Models);

/// <summary>Where secrets are kept; see <see cref="AuthReport"/>.</summary>
/// <param name="Store"><c>keychain</c>, <c>file</c>, <c>database</c> or <c>plain</c>.</param>
/// <param name="Description">For people.</param>
/// <param name="Problem">Why it can't be used, in a sentence; null when it can.</param>
public sealed record SecretStoreFacts(string Store, string Description, string? Problem);
