using System.Globalization;
using System.Text;

namespace Weir.Metering.Budgets;

/// <summary>What a hold has in one window of one budget.</summary>
/// <param name="BudgetId">The budget.</param>
/// <param name="StartsAt">The window or slice, unix milliseconds.</param>
/// <param name="Unit">What <paramref name="Amount"/> counts.</param>
/// <param name="Amount">Nano-dollars or tokens.</param>
public readonly record struct HoldShare(string BudgetId, long StartsAt, BudgetUnit Unit, long Amount)
{
    /// <summary>What a real charge comes to here. Money that nobody can tell comes to what was held.</summary>
    public long Real(in Charge charge) => Unit == BudgetUnit.Tokens ? charge.Tokens : charge.Usd?.Value ?? Amount;

    internal static string Write(IReadOnlyList<HoldShare> shares)
    {
        var text = new StringBuilder(64 * shares.Count);
        for (var i = 0; i < shares.Count; i++)
        {
            var share = shares[i];
            text.Append(share.Unit == BudgetUnit.Usd ? 'u' : 't').Append(' ')
                .Append(share.StartsAt).Append(' ').Append(share.Amount).Append(' ').Append(share.BudgetId).Append('\n');
        }

        return text.ToString();
    }

    /// <exception cref="InvalidDataException">The text is not as it was written.</exception>
    internal static IReadOnlyList<HoldShare> Read(string text) =>
        [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ReadLine)];

    private static HoldShare ReadLine(string line) =>
        line.Split(' ', 4) is [var unit, var start, var amount, var id]
            && long.TryParse(start, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var startsAt)
            && long.TryParse(amount, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new HoldShare(id, startsAt, unit == "u" ? BudgetUnit.Usd : BudgetUnit.Tokens, number)
            : throw new InvalidDataException("A row of budget_holds is malformed.");
}
