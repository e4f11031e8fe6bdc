namespace Weir.Catalog.Tests.Sync;

public sealed class ModelsDevModelTests
{
    [Fact]
    public async Task A_model_without_a_cost_has_an_unknown_price() => Assert.Null((await ApiJson.ModelAsync("")).Price);

    [Fact]
    public async Task A_cost_of_zero_is_free_not_unknown()
    {
        var model = await ApiJson.ModelAsync("\"cost\": {\"input\": 0, \"output\": 0}");
        Assert.Equal(new TokenRates(0, 0), model.Price!.Base);
    }

    [Fact]
    public async Task Prices_are_exact_decimals()
    {
        var model = await ApiJson.ModelAsync("\"cost\": {\"input\": 0.049999999999999996, \"output\": 0.1, \"cache_read\": 0.005, \"reasoning\": 3, \"input_audio\": 1.5}");
        Assert.Equal(new TokenRates(0.049999999999999996m, 0.1m) { CacheRead = 0.005m, Reasoning = 3m, InputAudio = 1.5m }, model.Price!.Base);
    }

    [Fact]
    public async Task Tiers_are_priced_at_their_own_size_not_at_200k()
    {
        var model = await ApiJson.ModelAsync("""
            "cost": {"input": 1, "output": 2, "context_over_200k": {"input": 9, "output": 9},
             "tiers": [{"input": 5, "output": 6, "tier": {"size": 272000, "type": "context"}}, {"input": 3, "output": 4, "tier": {"size": 32000}}]}
            """);
        Assert.Equal([32_000L, 272_000L], model.Price!.Tiers.Select(tier => tier.Size));
        Assert.Equal(1m, model.Price.RatesFor(32_000).Input);
        Assert.Equal(3m, model.Price.RatesFor(32_001).Input);
        Assert.Equal(3m, model.Price.RatesFor(272_000).Input);
        Assert.Equal(5m, model.Price.RatesFor(272_001).Input);
    }

    [Fact]
    public async Task A_negative_price_is_unknown_and_noted()
    {
        var result = await ApiJson.SyncAsync(ApiJson.Provider("p", "@ai-sdk/openai-compatible", model: "\"cost\": {\"input\": -1, \"output\": -1}"));
        Assert.Null(result.ToCatalog().Providers.Single(provider => provider.Id == "p").Models["m"].Price);
        Assert.Contains("model 'm'", Assert.Single(result.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_else_survives_the_snapshot()
    {
        var model = await ApiJson.ModelAsync("""
            "family": "fam", "limit": {"context": 9, "input": 8, "output": 7}, "modalities": {"input": ["text", "image"], "output": ["audio"]},
            "attachment": true, "reasoning": true, "tool_call": false, "structured_output": true, "temperature": true, "open_weights": false,
            "status": "beta", "release_date": "2026-01", "knowledge": "2025", "interleaved": {"field": "reasoning_content"},
            "reasoning_options": [{"type": "toggle"}, {"type": "effort", "values": [null, "low", "high"]}]
            """);
        Assert.Equal(("fam", 9L, 8L, 7L), (model.Family, model.ContextLimit, model.InputLimit, model.OutputLimit));
        Assert.Equal(["text", "image"], model.InputModalities);
        Assert.Equal(["audio"], model.OutputModalities);
        Assert.Equal(
            ModelCapabilities.Attachment | ModelCapabilities.Reasoning | ModelCapabilities.StructuredOutput | ModelCapabilities.Temperature,
            model.Capabilities);
        Assert.Equal(("beta", "2026-01", "2026-05-04", "2025"), (model.Status, model.ReleaseDate, model.LastUpdated, model.KnowledgeCutoff));
        Assert.Equal("reasoning_content", model.InterleavedField);
        Assert.Equal(["low", "high"], model.ReasoningEfforts);
    }

    [Fact]
    public async Task A_mode_is_a_model_of_its_own_with_its_price_body_and_headers()
    {
        var json = ApiJson.Provider("p", "@ai-sdk/openai-compatible", model: """
            "cost": {"input": 1, "output": 2}, "experimental": {"modes": {"fast": {"cost": {"input": 10, "output": 20},
              "provider": {"body": {
                 "speed": "fast"}, "headers": {"x-beta": "on"}}}, "slow": {}}}
            """);
        var models = (await ApiJson.ProviderAsync(json, "p")).Models;
        Assert.Equal(["m", "m-fast", "m-slow"], models.Keys);
        var fast = models["m-fast"];
        Assert.Equal(10m, fast.Price!.Base.Input);
        Assert.Equal(("m", "{\"speed\":\"fast\"}", "on"), (fast.Mode!.WireId, fast.Mode.BodyJson, fast.Mode.Headers["x-beta"]));
        Assert.Equal(1000, fast.ContextLimit);
        Assert.Equal((1m, null), (models["m-slow"].Price!.Base.Input, models["m-slow"].Mode!.BodyJson));
    }
}
