using Azure.Core;

namespace Weir.Credentials.Azure;

/// <summary>One place that Azure tokens come from.</summary>
/// <param name="Name">For people: <c>Azure CLI</c>.</param>
/// <param name="Credential">Who is asked.</param>
/// <param name="Patience">How long; a metadata server that isn't there never answers.</param>
internal sealed record AzureSource(string Name, TokenCredential Credential, TimeSpan Patience);
