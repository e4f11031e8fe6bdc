namespace Weir.Catalog;

/// <summary>One way to sign in to a provider.</summary>
/// <param name="Method">One of <c>api</c>, <c>oauth</c>, <c>aws</c>, <c>gcp</c>, <c>azure</c>, <c>command</c>, <c>well-known</c>, <c>none</c>.</param>
/// <param name="Label">In words, e.g. "ChatGPT Plus/Pro (sign in)".</param>
public sealed record CatalogAuthMethod(string Method, string Label);
