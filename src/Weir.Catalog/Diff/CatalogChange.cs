namespace Weir.Catalog.Diff;

/// <summary>One difference between two catalogues.</summary>
/// <param name="Kind">What sort of change.</param>
/// <param name="Provider">The provider's id.</param>
/// <param name="Model">The model's id; null when the change is the provider's own.</param>
/// <param name="Text">The whole change in words, e.g. "openai: gpt-5.4 output price 15 -> 14 USD per million tokens".</param>
public sealed record CatalogChange(CatalogChangeKind Kind, string Provider, string? Model, string Text);
