using Weir.Catalog.Overlays;
using Weir.Catalog.Snapshot;

namespace Weir.Catalog.Tests.Overlays;

public sealed class OverlaidCatalogTests
{
    private readonly SnapshotCatalog _snapshot = SnapshotCatalog.Embedded();

    [Fact]
    public void A_provider_known_only_to_the_user_is_as_good_as_a_built_in_one()
    {
        var catalog = Over(new ProviderOverlay
        {
            Id = "house",
            BaseUrl = "http://10.0.0.1/v1/",
            KeyVariables = ["HOUSE_KEY"],
            Models = [new ModelOverlay { Id = "b/model", ContextLimit = 32_000 }, new ModelOverlay { Id = "a" }],
        });
        Assert.True(catalog.TryGetProvider("house", out var house));
        Assert.Contains(house, catalog.Providers);
        Assert.Equal(("house", "openai-chat", "bearer", true, "http://10.0.0.1/v1"), (house.Name, house.Dialect, house.KeyPlacement, house.ServesOpenAiChat, house.BaseUrl));
        Assert.Equal(["HOUSE_KEY"], house.Variables);
        Assert.Equal("api", Assert.Single(house.AuthMethods).Method);
        Assert.Equal(["a", "b/model"], house.Models.Keys);
        Assert.Equal(_snapshot.Info with { ProviderCount = 153, ModelCount = _snapshot.Info.ModelCount + 2 }, catalog.Info);
    }

    [Fact]
    public void A_new_provider_without_key_variables_needs_no_key_but_takes_one()
    {
        Assert.True(Over(new ProviderOverlay { Id = "house" }).TryGetProvider("house", out var house));
        Assert.Equal(["none", "api"], house.AuthMethods.Select(method => method.Method));
    }

    [Theory]
    [InlineData("anthropic-messages", "x-api-key")]
    [InlineData("gemini", "x-goog-api-key")]
    public void A_new_provider_of_another_dialect_sends_its_key_as_that_dialect_does(string dialect, string placement)
    {
        Assert.True(Over(new ProviderOverlay { Id = "house", Dialect = dialect }).TryGetProvider("house", out var house));
        Assert.Equal((placement, false), (house.KeyPlacement, house.ServesOpenAiChat));
    }

    [Fact]
    public void A_new_model_has_the_documented_defaults()
    {
        var model = new ModelOverlay { Id = "new" }.ApplyTo(null);
        Assert.Equal(("new", "active", 0L, 0L), (model.Name, model.Status, model.ContextLimit, model.OutputLimit));
        Assert.Null(model.Price);
        Assert.Equal(["text"], model.InputModalities);
        Assert.Equal(["text"], model.OutputModalities);
        Assert.Equal(ModelCapabilities.ToolCall | ModelCapabilities.Temperature, model.Capabilities);
    }

    [Fact]
    public void What_an_overlay_leaves_out_stays_as_it_was()
    {
        var price = new ModelPrice(new TokenRates(1, 2), []);
        var catalog = Over(new ProviderOverlay
        {
            Id = "openai",
            Models = [new ModelOverlay { Id = "gpt-5.4", Price = price, With = ModelCapabilities.OpenWeights, Without = ModelCapabilities.ToolCall }],
        });
        Assert.True(_snapshot.TryGetProvider("openai", out var before));
        Assert.True(catalog.TryGetProvider("openai", out var after));
        Assert.Equal(before.Models.Keys, after.Models.Keys);
        Assert.Equal(before with { Models = after.Models }, after);
        var (old, now) = (before.Models["gpt-5.4"], after.Models["gpt-5.4"]);
        Assert.Equal(old with { Price = price, Capabilities = (old.Capabilities | ModelCapabilities.OpenWeights) & ~ModelCapabilities.ToolCall }, now);
    }

    [Fact]
    public void Two_overlays_of_one_provider_add_up()
    {
        var catalog = Over(
            new ProviderOverlay { Id = "openai", Name = "First", BaseUrl = "https://proxy/v1" },
            new ProviderOverlay { Id = "openai", Name = "Second" });
        Assert.True(catalog.TryGetProvider("openai", out var openai));
        Assert.Equal(("Second", "https://proxy/v1", true), (openai.Name, openai.BaseUrl, openai.ServesOpenAiChat));
    }

    [Fact]
    public void Laying_over_reads_no_models()
    {
        var catalog = Over(new ProviderOverlay { Id = "openai", Models = [new ModelOverlay { Id = "mine" }] });
        Assert.All(catalog.Providers, provider => Assert.False(Assert.IsType<LazyModels>(provider.Models).IsRead));
        Assert.All(_snapshot.Providers, provider => Assert.False(((LazyModels)provider.Models).IsRead));
    }

    private OverlaidCatalog Over(params ProviderOverlay[] overlays) => new(_snapshot, overlays);
}
