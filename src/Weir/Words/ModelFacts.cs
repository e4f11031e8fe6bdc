using Weir.Gateway.Admin;

namespace Weir.Words;

/// <summary>What is told of a model, fact by fact, for one or for several side by side.</summary>
internal static class ModelFacts
{
    public static IReadOnlyList<(string Name, Func<ModelEntry, string> Of)> All { get; } =
    [
        ("provider", static model => model.Provider),
        ("aliases", static model => string.Join(", ", model.Aliases)),
        ("context", static model => $"{Amounts.Limit(model.ContextLimit)} tokens"),
        ("output", static model => $"{Amounts.Limit(model.OutputLimit)} tokens"),
        ("paid", static model => model.PriceVersion is null ? model.Tariff : $"{model.Tariff.Replace('_', ' ')} ({model.PriceVersion})"),
        ("price in", static model => $"{Amounts.Price(model.InputUsdPerMillion)} USD per million tokens"),
        ("price out", static model => $"{Amounts.Price(model.OutputUsdPerMillion)} USD per million tokens"),
        ("cached in", static model => $"{Amounts.Price(model.CachedReadUsdPerMillion)} USD per million tokens"),
        ("can", static model => string.Join(", ", model.Capabilities)),
        ("takes", static model => string.Join(", ", model.InputModalities)),
        ("gives", static model => string.Join(", ", model.OutputModalities)),
        ("status", static model => model.Status),
    ];
}
