using Weir.Catalog.Snapshot;
using Weir.Invocation;

namespace Weir.Commands.Catalog;

/// <summary>Which catalogue is in use: the one in the data folder where there is one, else the one that Weir ships.</summary>
internal static class CatalogFiles
{
    public static string PathIn(CliSettings settings) => Path.Combine(settings.DataFolder, "catalog.jsonl");

    public static (SnapshotCatalog Catalog, string? Path) InUse(CliSettings settings)
    {
        var path = PathIn(settings);
        return File.Exists(path) ? (SnapshotCatalog.Open(path), path) : (SnapshotCatalog.Embedded(), null);
    }
}
