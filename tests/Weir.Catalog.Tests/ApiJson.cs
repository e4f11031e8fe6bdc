using System.Text;
using Weir.Catalog.Snapshot;
using Weir.Catalog.Sync;

namespace Weir.Catalog.Tests;

/// <summary>Small api.json documents to sync from.</summary>
internal static class ApiJson
{
    /// <summary>A provider with one model; <paramref name="model"/> is its fields, <paramref name="more"/> fields of the provider.</summary>
    public static string Provider(string id, string npm, string more = "", string env = "\"A_KEY\"", string model = "", string modelId = "m") =>
        $$$"""
        {"{{{id}}}": {"id": "{{{id}}}", "name": "Name of {{{id}}}", "npm": "{{{npm}}}", "env": [{{{env}}}], "doc": "https://doc" {{{Prefixed(more)}}},
         "models": {"{{{modelId}}}": {"id": "{{{modelId}}}", "name": "M", "last_updated": "2026-05-04", "limit": {"context": 1000, "output": 100} {{{Prefixed(model)}}} } } } }
        """;

    public static async Task<SyncResult> SyncAsync(string json, string? openCode = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        return await CatalogSync.RunAsync(stream, openCode, "test", TestContext.Current.CancellationToken);
    }

    public static async Task<SnapshotCatalog> CatalogAsync(string json) => (await SyncAsync(json)).ToCatalog();

    public static async Task<CatalogProvider> ProviderAsync(string json, string id)
    {
        Assert.True((await CatalogAsync(json)).TryGetProvider(id, out var provider));
        return provider;
    }

    public static async Task<CatalogModel> ModelAsync(string model, string npm = "@ai-sdk/openai-compatible") =>
        (await ProviderAsync(Provider("p", npm, model: model), "p")).Models["m"];

    private static string Prefixed(string fields) => fields.Length == 0 ? "" : ", " + fields;
}
