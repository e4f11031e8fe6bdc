using Weir.Metering.Budgets;

namespace Weir.Metering.Prices;

/// <summary>
/// The most that a request can cost as a function of the output it is allowed, and the other way round. Exact; money is rounded once, up.
/// </summary>
public sealed class WorstCase
{
    private readonly bool _isKnown;
    private readonly UInt128 _fixedAtto;
    private readonly UInt128 _attoPerOutput;
    private readonly long _input;
    private readonly long _choices;

    private WorstCase(bool isKnown, UInt128 fixedAtto, UInt128 attoPerOutput, long input, long choices)
    {
        _isKnown = isKnown;
        _fixedAtto = fixedAtto;
        _attoPerOutput = attoPerOutput;
        _input = input;
        _choices = choices;
    }

    public static WorstCase Of(RequestShape shape, Tariff tariff)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(tariff);
        var input = Math.Max(shape.Input, 0);
        var choices = Math.Max(shape.Choices, 1);
        var extras = Atto.Of(shape.Extras);
        if (tariff is not Tariff.PerToken { Price: var price })
        {
            return new WorstCase(tariff.IsKnown, extras, 0, input, choices);
        }

        var dearest = price.BoundsUpTo(input).For(shape);
        var audio = Math.Clamp(shape.InputAudio, 0, input);
        var tokens = Atto.Product(input - audio, dearest.Input) + Atto.Product(audio, dearest.Audio);
        return new WorstCase(true, Atto.Add(Atto.Add(extras, tokens), price.UnitCost(shape.Units)), Atto.Product(choices, dearest.Output), input, choices);
    }

    /// <summary>A charge that does not depend on output, such as that of an embedding.</summary>
    public static WorstCase Fixed(in Charge charge) => new(charge.Usd is not null, Atto.Of(charge.Usd ?? NanoDollars.Zero), 0, charge.Tokens, 0);

    /// <summary>The worst case when each answer may have so many output tokens.</summary>
    public Charge At(long output)
    {
        output = Math.Max(output, 0);
        var tokens = (UInt128)(ulong)output * (ulong)_choices + (ulong)_input;
        NanoDollars? usd = _isKnown ? Atto.RoundUp(Atto.Add(_fixedAtto, Atto.Multiply(_attoPerOutput, (ulong)output))) : null;
        return new Charge(usd, tokens > (ulong)long.MaxValue ? long.MaxValue : (long)tokens);
    }

    /// <summary>
    /// The most output tokens for each answer that so much affords; -1 when not even the input is afforded, <see cref="long.MaxValue"/> when
    /// output costs nothing. Money that nobody can tell affords nothing.
    /// </summary>
    /// <param name="usd">Money that is left; null = no limit.</param>
    /// <param name="tokens">Tokens that are left; null = no limit.</param>
    public long OutputWithin(NanoDollars? usd, long? tokens) =>
        Math.Min(usd is { } money ? WithinMoney(money) : long.MaxValue, tokens is { } left ? WithinTokens(left) : long.MaxValue);

    private long WithinMoney(NanoDollars money)
    {
        var left = Atto.Of(money);
        if (!_isKnown || money.Value < 0 || left < _fixedAtto)
        {
            return -1;
        }

        return _attoPerOutput == 0 ? long.MaxValue : Clamp((left - _fixedAtto) / _attoPerOutput);
    }

    private long WithinTokens(long left)
    {
        if (left < _input)
        {
            return -1;
        }

        return _choices == 0 ? long.MaxValue : (left - _input) / _choices;
    }

    private static long Clamp(UInt128 output) => output > (ulong)long.MaxValue ? long.MaxValue : (long)output;
}
