using System.Runtime.InteropServices;
using Weir.Gateway.Admin.Settings;
using Weir.Gateway.Admin.Work.Credentials;
using Weir.Gateway.Previews;
using Weir.Routing;
using Weir.Routing.Snapshots;
using Weir.Storage.Folders;

namespace Weir.Gateway.Admin.Work.Settings;

/// <summary>Tells what runs, and has weir.yaml read again.</summary>
internal sealed class SettingsWork(SettingValues values, SnapshotHolder holder, RoutingStart start, StatusSource status, StoreWork stores, ConfigDiffer differ, DataFolder folder)
{
    public async Task<SettingsReport> ReadAsync(CancellationToken cancellationToken)
    {
        var (now, loaded, catalog) = (status.Read(), holder.Status, holder.Current.Catalog.Info);
        var store = await stores.DescribeAsync(cancellationToken);
        return new SettingsReport
        {
            Node = new NodeFacts(
                now.Version, now.Running, now.Url, now.UptimeSeconds, now.SnapshotVersion, RuntimeInformation.FrameworkDescription, $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}",
                now.DataFolder, now.SqliteEngine, DatabaseSize()),
            File = start.ConfigPath,
            FileExists = File.Exists(start.ConfigPath),
            LoadedAt = loaded.LoadedAt,
            CheckedAt = loaded.CheckedAt,
            Problems = [.. loaded.Problems.Select(ConfigNotes.Of)],
            Catalog = new CatalogFacts(catalog.Date, catalog.Source, File.Exists(Path.Combine(folder.FullPath, RoutingStart.SyncedCatalog)), catalog.ProviderCount, catalog.ModelCount),
            Secrets = new SecretStoreFacts(store.Name, store.Description, store.Problem),
            Values = await values.ListAsync(cancellationToken),
        };
    }

    /// <exception cref="AdminException">No gateway runs, or there is no file and never was one.</exception>
    public ReloadReport Reload()
    {
        if (!status.Read().Running)
        {
            throw new AdminException(AdminProblem.Conflict("No gateway runs: each command reads weir.yaml by itself.", "Start one with `weir serve`, or name one with --url."));
        }

        if (!File.Exists(start.ConfigPath) && holder.Current.Config.Written.Count == 0)
        {
            throw new AdminException(AdminProblem.NotFound($"There is no {start.ConfigPath} to be read.", "Write one there, for example with `weir init`; it is taken by itself."));
        }

        var taken = holder.Reload();
        var snapshot = holder.Current;
        return new ReloadReport(
            taken, start.ConfigPath, snapshot.Version, snapshot.Connections.Count, [.. holder.Status.Problems.Select(ConfigNotes.Of)],
            taken ? [.. differ.Compare().Changes.Where(static change => change.Why == "needs_restart").Select(static change => change.Path)] : []);
    }

    /// <summary>The file with what was written and not yet folded into it.</summary>
    private long DatabaseSize() => new[] { folder.DatabaseFile, folder.DatabaseFile + "-wal" }.Select(static path => new FileInfo(path)).Where(static file => file.Exists).Sum(static file => file.Length);
}
