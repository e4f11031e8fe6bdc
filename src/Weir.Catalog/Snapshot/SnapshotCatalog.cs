using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Weir.Catalog.Snapshot;

/// <summary>
/// A generated snapshot, read in place. Opening it finds the lines; the providers are parsed when their list is first asked for, a
/// provider's models when they are first asked for. Safe to use from any thread.
/// </summary>
public sealed class SnapshotCatalog : IProviderCatalog
{
    private const string Remedy = "Make a new one with `weir catalog sync`, or delete the file to use the one that Weir ships.";

    private readonly SnapshotIndex _index;
    private readonly string _origin;
    private readonly Lazy<(CatalogProvider[] List, Dictionary<string, CatalogProvider> ById)> _providers;

    private SnapshotCatalog(ReadOnlyMemory<byte> bytes, SnapshotIndex index, string origin)
    {
        Bytes = bytes;
        _index = index;
        _origin = origin;
        _providers = new(ReadProviders);
    }

    public CatalogInfo Info => _index.Info;

    public IReadOnlyList<CatalogProvider> Providers => _providers.Value.List;

    /// <summary>The snapshot as it is stored; equal bytes are equal catalogues.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The snapshot this program ships.</summary>
    public static SnapshotCatalog Embedded()
    {
        var bytes = ResourceBytes.Open(typeof(SnapshotCatalog).Assembly, "catalog.jsonl");
        return Create(bytes, "the catalogue that Weir ships", verify: false);
    }

    /// <summary>A snapshot that was written by a sync.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    /// <exception cref="CatalogFormatException">The file is no snapshot, of another format, or damaged.</exception>
    public static SnapshotCatalog Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Create(File.ReadAllBytes(path), path, verify: true);
    }

    /// <summary>A snapshot in memory; <paramref name="origin"/> names it in errors.</summary>
    /// <exception cref="CatalogFormatException">The bytes are no snapshot, of another format, or damaged.</exception>
    public static SnapshotCatalog Parse(ReadOnlyMemory<byte> bytes, string origin) => Create(bytes, origin, verify: true);

    public bool TryGetProvider(string id, [NotNullWhen(true)] out CatalogProvider? provider) => _providers.Value.ById.TryGetValue(id, out provider);

    private static SnapshotCatalog Create(ReadOnlyMemory<byte> bytes, string origin, bool verify)
    {
        try
        {
            return new SnapshotCatalog(bytes, SnapshotIndex.Build(bytes.Span, verify), origin);
        }
        catch (CatalogFormatException error)
        {
            throw new CatalogFormatException($"The catalogue snapshot {origin} can't be used: {error.Message}. {Remedy}", error);
        }
    }

    private (CatalogProvider[] List, Dictionary<string, CatalogProvider> ById) ReadProviders()
    {
        var list = new CatalogProvider[_index.Sections.Count];
        var byId = new Dictionary<string, CatalogProvider>(list.Length, StringComparer.Ordinal);
        for (var i = 0; i < list.Length; i++)
        {
            var section = _index.Sections[i];
            var models = new LazyModels(() => ReadModels(section), section.ModelCount);
            var line = Bytes.Span[section.Start..section.Models];
            try
            {
                list[i] = ProviderLine.Read(line, models);
            }
            catch (JsonException error)
            {
                throw BadLine(section.Line, error);
            }

            byId[list[i].Id] = list[i];
        }

        return (list, byId);
    }

    private OrderedDictionary<string, CatalogModel> ReadModels(SnapshotIndex.Section section)
    {
        var models = new OrderedDictionary<string, CatalogModel>(section.ModelCount, StringComparer.Ordinal);
        var rest = Bytes.Span[section.Models..section.End];
        for (var line = section.Line + 1; rest.Length > 0; line++)
        {
            var length = rest.IndexOf((byte)'\n');
            try
            {
                var model = ModelLine.Read(rest[..length]);
                models[model.Id] = model;
            }
            catch (JsonException error)
            {
                throw BadLine(line, error);
            }

            rest = rest[(length + 1)..];
        }

        return models;
    }

    private CatalogFormatException BadLine(int line, JsonException error) =>
        new($"The catalogue snapshot {_origin} can't be used: line {line}: {error.Message}. {Remedy}", error);
}
