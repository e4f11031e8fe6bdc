using Weir.Catalog;
using Weir.Catalog.Snapshot;

namespace Weir.Credentials.Tests.Kit;

/// <summary>Orders for connections of the shipped catalogue.</summary>
internal static class Orders
{
    private static readonly SnapshotCatalog Catalog = SnapshotCatalog.Embedded();

    public static CatalogProvider Provider(string id) => Catalog.TryGetProvider(id, out var provider) ? provider : throw new ArgumentException(id);

    public static AuthOrder For(string provider, params (string Name, string Value)[] variables) => new()
    {
        Connection = "work",
        Provider = Provider(provider),
        Environment = name => variables.FirstOrDefault(variable => variable.Name == name).Value,
    };

    /// <summary>The headers that a method signs with.</summary>
    public static async Task<Dictionary<string, string>> SignedAsync(IAuthMethod method)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "https://llm.example/v1/chat/completions");
        await method.SignAsync(request, TestContext.Current.CancellationToken);
        return request.Headers.ToDictionary(static header => header.Key, static header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
    }
}
