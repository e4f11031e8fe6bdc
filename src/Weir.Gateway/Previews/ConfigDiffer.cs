using Weir.Gateway.Admin;
using Weir.Gateway.Admin.Previews;
using Weir.Gateway.Admin.Work;
using Weir.Routing;
using Weir.Routing.Configuration;
using Weir.Routing.Saved;
using Weir.Routing.Snapshots;

namespace Weir.Gateway.Previews;

/// <summary>Sets weir.yaml as it is now against what runs and what the database adds.</summary>
internal sealed class ConfigDiffer(RoutingStart start, SnapshotHolder holder, SavedConnections saved, SavedChains chains, StatusSource status)
{
    public ConfigDiff Compare()
    {
        var (snapshot, loaded) = (holder.Current, holder.Status);
        var isThere = File.Exists(start.ConfigPath);
        var now = isThere ? ConfigLoader.Load(start.ConfigPath, start.Catalog, start.Environment) : new ConfigLoad(WeirConfig.Empty, []);
        var refused = now.Config is null;
        List<ConfigChange> changes =
        [
            .. Changes(now.Written, snapshot.Config.Written, refused ? "refused" : "not_read_yet", static path => !StartOnly.Has(path)),
            .. Changes(now.Written, start.Config.Written, refused ? "refused" : "needs_restart", StartOnly.Has),
        ];
        return new ConfigDiff
        {
            File = start.ConfigPath,
            Running = status.Read().Running,
            SnapshotVersion = snapshot.Version,
            LoadedAt = loaded.LoadedAt,
            State = refused ? "refused" : changes.Count > 0 ? isThere ? "changed" : "missing" : "same",
            Problems = [.. now.Problems.Select(ConfigNotes.Of)],
            Changes = [.. changes.OrderBy(static change => change.Line == 0 ? int.MaxValue : change.Line)],
            Database = [.. saved.Current.Select(connection => Entry(connection, snapshot.Config)), .. chains.Current.Select(chain => Entry(chain, snapshot.Config))],
        };
    }

    private static IEnumerable<ConfigChange> Changes(IReadOnlyList<WrittenValue> file, IReadOnlyList<WrittenValue> running, string why, Func<string, bool> concerns)
    {
        var before = running.ToDictionary(static value => value.Path, StringComparer.Ordinal);
        foreach (var value in file.Where(value => concerns(value.Path)))
        {
            if (!before.Remove(value.Path, out var old) || !value.Says(old))
            {
                yield return new ConfigChange(value.Path, value.Line, value.Shown, old?.Shown, why);
            }
        }

        foreach (var gone in running.Where(value => concerns(value.Path) && before.ContainsKey(value.Path)))
        {
            yield return new ConfigChange(gone.Path, 0, null, gone.Shown, why);
        }
    }

    private static SavedEntry Entry(SavedChain chain, WeirConfig config)
    {
        var hiding = config.Chains.FirstOrDefault(declared => declared.Name == chain.Name)?.Origin;
        return new SavedEntry("chain", chain.Name, null, hiding is not null ? "hidden" : "added", hiding);
    }

    private static SavedEntry Entry(SavedConnection connection, WeirConfig config)
    {
        var hiding = config.Connections.FirstOrDefault(block => block.Name == connection.Name)?.Origin;
        return new SavedEntry("connection", connection.Name, connection.Provider, hiding is not null ? "hidden" : connection.Enabled ? "added" : "switched_off", hiding);
    }
}
