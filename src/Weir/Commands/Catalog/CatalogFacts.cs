using Weir.Catalog;
using Weir.Catalog.Diff;

namespace Weir.Commands.Catalog;

/// <summary>A catalogue in numbers; without a path it is the one that Weir ships, or one that was not stored.</summary>
internal sealed record CatalogFacts(DateOnly Date, string Source, int Providers, int Models, string? Path)
{
    public static CatalogFacts From(CatalogInfo info, string? path) => new(info.Date, info.Source, info.ProviderCount, info.ModelCount, path);
}

/// <summary>What changed between two catalogues.</summary>
internal sealed record CatalogChanges(CatalogFacts Before, CatalogFacts After, IReadOnlyList<CatalogChange> Changes);

/// <summary>What a sync did.</summary>
/// <param name="Catalog">The new catalogue.</param>
/// <param name="Changed">True when it differs from what was there.</param>
/// <param name="Written">True when it was stored.</param>
/// <param name="Changes">How many changes there are.</param>
/// <param name="Notes">What a person should know.</param>
internal sealed record CatalogSyncReport(CatalogFacts Catalog, bool Changed, bool Written, int Changes, IReadOnlyList<string> Notes);
