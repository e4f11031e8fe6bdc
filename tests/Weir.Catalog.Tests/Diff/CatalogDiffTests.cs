using Weir.Catalog.Diff;
using Weir.Catalog.Overlays;
using Weir.Catalog.Snapshot;

namespace Weir.Catalog.Tests.Diff;

public sealed class CatalogDiffTests
{
    private static readonly ModelPrice Price = new(new TokenRates(2.5m, 15m), [new PriceTier(200_000, new TokenRates(5m, 20m))]);

    public static IEnumerable<string> Texts(IProviderCatalog before, IProviderCatalog after) =>
        CatalogDiff.Compare(before, after).Select(change => change.Text);

    [Fact]
    public void Equal_catalogues_have_no_difference() =>
        Assert.Empty(CatalogDiff.Compare(SnapshotCatalog.Embedded(), SnapshotCatalog.Embedded()));

    [Fact]
    public void A_price_change_is_said_in_dollars_per_million_tokens()
    {
        var cheaper = Price with { Base = Price.Base with { Output = 14m, CacheRead = 0.25m } };
        Assert.Equal(
            ["house: m output price 15 -> 14 USD per million tokens", "house: m cached input price none -> 0.25 USD per million tokens"],
            Texts(Model(Price), Model(cheaper)));
    }

    [Fact]
    public void A_price_written_with_more_zeros_is_the_same_price() =>
        Assert.Empty(Texts(Model(Price), Model(Price with { Base = new TokenRates(2.50m, 15.0m) })));

    [Fact]
    public void Tiers_are_compared_by_size()
    {
        var other = Price with { Tiers = [new PriceTier(200_000, new TokenRates(6m, 20m)), new PriceTier(500_000, new TokenRates(9m, 9m))] };
        Assert.Equal(
            ["house: m input price from 200,000 tokens on 5 -> 6 USD per million tokens", "house: m new price tier from 500,000 tokens on"],
            Texts(Model(Price), Model(other)));
    }

    [Fact]
    public void Unknown_and_free_are_two_prices()
    {
        var change = Assert.Single(CatalogDiff.Compare(Model(null), Model(new ModelPrice(new TokenRates(0, 0), []))));
        Assert.Equal((CatalogChangeKind.PriceChanged, "house", "m", "house: m price unknown -> free"),
            (change.Kind, change.Provider, change.Model!, change.Text));
    }

    [Fact]
    public void New_and_removed_providers_and_models_are_told()
    {
        var none = new OverlaidCatalog(SnapshotCatalog.Embedded(), []);
        Assert.Equal(["new provider house (1 model)"], Texts(none, Model(Price)));
        Assert.Equal(["provider house removed (1 model)"], Texts(Model(Price), none));
        Assert.Equal(
            ["house: model m removed", "house: new model z (price 2.5 in, 15 out USD per million tokens)"],
            Texts(Model(Price), Model(Price, "z")));
    }

    [Fact]
    public void Changes_of_a_provider_and_of_a_models_limits_are_told()
    {
        var before = With(new ProviderOverlay { Id = "house", BaseUrl = "https://a", Models = [new ModelOverlay { Id = "m", ContextLimit = 128_000 }] });
        var after = With(new ProviderOverlay { Id = "house", BaseUrl = "https://b", Models = [new ModelOverlay { Id = "m", ContextLimit = 1_000_000, Status = "deprecated" }] });
        Assert.Equal(
            ["house: base URL https://a -> https://b", "house: m context limit 128,000 -> 1,000,000", "house: m status active -> deprecated"],
            Texts(before, after));
    }

    private static OverlaidCatalog Model(ModelPrice? price, string id = "m") =>
        With(new ProviderOverlay { Id = "house", Models = [new ModelOverlay { Id = id, Price = price }] });

    private static OverlaidCatalog With(ProviderOverlay overlay) => new(SnapshotCatalog.Embedded(), [overlay]);
}
