namespace Weir.Metering.Prices;

/// <summary>Says before a request what it may cost.</summary>
public static class Estimates
{
    /// <summary>The range of what a request costs; null when the model has no known price.</summary>
    /// <param name="shape">The request.</param>
    /// <param name="output">Output tokens that each answer may have at most.</param>
    /// <param name="tariff">How the target is paid for.</param>
    public static CostRange? Range(RequestShape shape, long output, Tariff tariff)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(tariff);
        if (WorstCase.Of(shape, tariff).At(output).Usd is not { } worst)
        {
            return null;
        }

        var likelyOutput = Math.Clamp(shape.LikelyOutput, 0, Math.Max(output, 0));
        return new CostRange(Low(shape, tariff), Likely(shape, likelyOutput, tariff), worst);
    }

    private static NanoDollars Low(RequestShape shape, Tariff tariff)
    {
        if (tariff is not Tariff.PerToken { Price: var price })
        {
            return NanoDollars.Zero;
        }

        var input = Math.Max(shape.Input, 0);
        var audio = Math.Clamp(shape.InputAudio, 0, input);
        var rates = price.BoundsUpTo(input);
        return Atto.RoundUp(Atto.Add(Atto.Product(input - audio, rates.LowestInput) + Atto.Product(audio, rates.LowestAudio), price.UnitCost(shape.Units)));
    }

    private static NanoDollars Likely(RequestShape shape, long output, Tariff tariff)
    {
        var extras = shape.Extras.Value > 0 ? shape.Extras : NanoDollars.Zero;
        if (tariff is not Tariff.PerToken { Price: var price })
        {
            return extras;
        }

        var outputs = (UInt128)(ulong)output * (ulong)Math.Max(shape.Choices, 1);
        var cost = price.Cost(new()
        {
            Input = shape.Input,
            InputAudio = shape.InputAudio,
            Output = outputs > (ulong)long.MaxValue ? long.MaxValue : (long)outputs,
        }, shape.Units);
        return Atto.RoundUp(Atto.Add(Atto.Of(cost), Atto.Of(extras)));
    }
}
