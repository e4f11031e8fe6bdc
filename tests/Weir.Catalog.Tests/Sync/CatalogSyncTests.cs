using Weir.Catalog.Snapshot;
using Weir.Catalog.Sync;

namespace Weir.Catalog.Tests.Sync;

public sealed class CatalogSyncTests
{
    [Fact]
    public async Task A_fresh_run_gives_the_committed_snapshot_and_twice_the_same_bytes()
    {
        var first = await RunOnReferenceDataAsync();
        var second = await RunOnReferenceDataAsync();
        Assert.True(first.Snapshot.Span.SequenceEqual(second.Snapshot.Span));
        Assert.True(
            SnapshotCatalog.Embedded().Bytes.Span.SequenceEqual(first.Snapshot.Span),
            "The committed snapshot is not what a sync makes now: run `weir catalog sync` and commit the result.");
        Assert.Empty(first.Notes);
    }

    [Fact]
    public async Task Every_provider_and_model_of_the_data_is_in_the_snapshot_with_its_price()
    {
        await using var stream = ReferenceData.OpenModelsDev();
        using var document = await System.Text.Json.JsonDocument.ParseAsync(stream, cancellationToken: TestContext.Current.CancellationToken);
        var catalog = SnapshotCatalog.Embedded();
        foreach (var entry in document.RootElement.EnumerateObject())
        {
            Assert.True(catalog.TryGetProvider(entry.Name, out var provider), entry.Name);
            foreach (var json in entry.Value.GetProperty("models").EnumerateObject())
            {
                var price = provider.Models[json.Name].Price;
                Assert.Equal(json.Value.TryGetProperty("cost", out var cost), price is not null);
                if (price is not null)
                {
                    Assert.Equal(cost.GetProperty("input").GetDecimal(), price.Base.Input);
                    Assert.Equal(cost.GetProperty("output").GetDecimal(), price.Base.Output);
                }
            }
        }
    }

    [Theory]
    [InlineData("", "not JSON")]
    [InlineData("<html></html>", "not JSON")]
    [InlineData("{\"a\":", "not JSON")]
    [InlineData("[]", "top level")]
    [InlineData("{}", "top level")]
    [InlineData("{\"a\": 1}", "provider 'a' is not an object")]
    [InlineData("{\"a\": {\"name\": \"A\", \"env\": [], \"models\": {}}}", "provider 'a' has no 'npm'")]
    [InlineData("{\"a\": {\"name\": \"A\", \"env\": [], \"npm\": \"x\"}}", "provider 'a' has no 'models'")]
    [InlineData("{\"a\": {\"name\": \"A\", \"npm\": \"x\", \"models\": {}}}", "provider 'a' has no 'env'")]
    [InlineData("{\"a\": {\"env\": [], \"npm\": \"x\", \"models\": {}}}", "provider 'a' has no 'name'")]
    [InlineData("{\"a\": {\"name\": \"A\", \"env\": [], \"npm\": \"x\", \"models\": {\"m\": 1}}}", "model 'm' is not an object")]
    public async Task Input_that_is_no_api_json_is_refused_with_the_reason_and_the_remedy(string json, string why)
    {
        var error = await Assert.ThrowsAsync<CatalogSyncException>(() => ApiJson.SyncAsync(json));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("https://models.dev/api.json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_header_has_the_date_of_the_newest_entry_and_the_source()
    {
        var catalog = await ApiJson.CatalogAsync(ApiJson.Provider("a", "@ai-sdk/openai"));
        Assert.Equal(new CatalogInfo(new DateOnly(2026, 5, 4), "test", 6, 5), catalog.Info);
    }

    [Fact]
    public async Task A_server_kind_that_models_dev_comes_to_list_gives_way_with_a_note()
    {
        var result = await ApiJson.SyncAsync(ApiJson.Provider("ollama", "@ai-sdk/openai-compatible", "\"api\": \"http://elsewhere/v1\""));
        Assert.Equal(5, result.ToCatalog().Info.ProviderCount);
        Assert.Contains(result.Notes, note => note.Contains("'ollama'", StringComparison.Ordinal));
    }

    private static async Task<SyncResult> RunOnReferenceDataAsync()
    {
        await using var stream = ReferenceData.OpenModelsDev();
        return await CatalogSync.RunAsync(stream, null, CatalogSync.ModelsDevSource, TestContext.Current.CancellationToken);
    }
}
