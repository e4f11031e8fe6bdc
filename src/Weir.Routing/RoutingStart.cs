using Weir.Catalog;
using Weir.Catalog.Snapshot;
using Weir.Credentials;
using Weir.Routing.Configuration;
using Weir.Routing.Snapshots;

namespace Weir.Routing;

/// <summary>What routing begins with: the catalogue, and weir.yaml read for the first time.</summary>
public sealed class RoutingStart
{
    /// <summary>A catalogue that `weir catalog sync` put into the data folder goes before the shipped one.</summary>
    public const string SyncedCatalog = "catalog.jsonl";

    private ConfigLoad? _first;

    private RoutingStart(string configPath, IProviderCatalog catalog, Func<string, string?> environment)
    {
        ConfigPath = configPath;
        Catalog = catalog;
        Environment = environment;
        _first = Stamped(Read);
        Config = _first.Config ?? throw new ConfigException(_first.Problems);
    }

    public string ConfigPath { get; }

    public IProviderCatalog Catalog { get; }

    public Func<string, string?> Environment { get; }

    /// <summary>The configuration as it was at start.</summary>
    public WeirConfig Config { get; }

    /// <summary>Loads catalogue and configuration; a file that does not exist is an empty one.</summary>
    /// <exception cref="ConfigException">weir.yaml has errors.</exception>
    /// <exception cref="CatalogFormatException">The synced catalogue is damaged.</exception>
    public static RoutingStart Load(string configPath, string dataFolder, Func<string, string?> environment)
    {
        var synced = Path.Combine(dataFolder, SyncedCatalog);
        return new RoutingStart(configPath, File.Exists(synced) ? SnapshotCatalog.Open(synced) : SnapshotCatalog.Embedded(), environment);
    }

    /// <summary>Builds snapshots of what this began with.</summary>
    public SnapshotBuilder Builder(AuthMethods auth) => new(Catalog, Environment, auth);

    /// <summary>Reads weir.yaml; the first call gives what was read at start.</summary>
    internal ConfigLoad Next() => Interlocked.Exchange(ref _first, null) ?? Stamped(ReadAgain);

    // The stamp first: what is written while it is read is read again.
    private ConfigLoad Stamped(Func<ConfigLoad> read)
    {
        var stamp = FileStamp.Of(ConfigPath);
        return read() with { Stamp = stamp };
    }

    private ConfigLoad Read() => File.Exists(ConfigPath) ? ConfigLoader.Load(ConfigPath, Catalog, Environment) : new ConfigLoad(WeirConfig.Empty, []);

    private ConfigLoad ReadAgain() => File.Exists(ConfigPath)
        ? ConfigLoader.Load(ConfigPath, Catalog, Environment)
        : new ConfigLoad(null, [new ConfigProblem(ConfigSeverity.Error, ConfigPath, 0, 0, "", "The file is gone.", "Put it back, or restart to run without it.")]);
}
