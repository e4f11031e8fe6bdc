namespace Weir.Catalog.Sync;

/// <summary>What an AI SDK package says of the providers that name it in models.dev's <c>npm</c>.</summary>
/// <param name="Npm">The package.</param>
/// <param name="Dialect">What it speaks.</param>
/// <param name="BaseUrl">Its address where the data has none.</param>
/// <param name="KeyPlacement">How it sends a key.</param>
/// <param name="ServesOpenAiChat">Whether OpenAI chat is served at <paramref name="BaseUrl"/> as well, where the dialect is another.</param>
internal sealed record Sdk(string Npm, string Dialect, string? BaseUrl, string KeyPlacement, bool ServesOpenAiChat = false);
