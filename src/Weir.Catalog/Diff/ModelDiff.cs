using System.Globalization;

namespace Weir.Catalog.Diff;

/// <summary>Differences of one model.</summary>
internal static class ModelDiff
{
    private static readonly (string Field, Func<CatalogModel, string> Value)[] Fields =
    [
        ("name", model => model.Name),
        ("family", model => model.Family ?? "none"),
        ("context limit", model => Tokens(model.ContextLimit)),
        ("input limit", model => Tokens(model.InputLimit)),
        ("output limit", model => Tokens(model.OutputLimit)),
        ("input", model => List(model.InputModalities)),
        ("output", model => List(model.OutputModalities)),
        ("capabilities", model => model.Capabilities.ToString()),
        ("status", model => model.Status),
        ("release date", model => model.ReleaseDate ?? "unknown"),
        ("last update", model => model.LastUpdated ?? "unknown"),
        ("knowledge cutoff", model => model.KnowledgeCutoff ?? "unknown"),
        ("reasoning efforts", model => List(model.ReasoningEfforts)),
        ("interleaved field", model => model.InterleavedField ?? "none"),
        ("dialect", model => model.Dialect ?? "its provider's"),
        ("base URL", model => model.BaseUrl ?? "its provider's"),
        ("key placement", model => model.KeyPlacement ?? "its provider's"),
        ("mode", model => model.Mode is { } mode ? $"of {mode.WireId} {mode.BodyJson} {List(mode.Headers.Select(header => $"{header.Key}: {header.Value}"))}" : "none"),
    ];

    public static IEnumerable<CatalogChange> Compare(string provider, CatalogModel before, CatalogModel after)
    {
        foreach (var words in PriceWords.Changes(before.Price, after.Price))
        {
            yield return new(CatalogChangeKind.PriceChanged, provider, after.Id, $"{provider}: {after.Id} {words}");
        }

        foreach (var (field, value) in Fields)
        {
            var (old, now) = (value(before), value(after));
            if (old != now)
            {
                yield return new(CatalogChangeKind.ModelChanged, provider, after.Id, $"{provider}: {after.Id} {field} {old} -> {now}");
            }
        }
    }

    private static string Tokens(long count) => count == 0 ? "unknown" : count.ToString("N0", CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> values) => string.Join(", ", values) is { Length: > 0 } text ? text : "none";
}
