using System.Globalization;

namespace Weir.Gateway.Ingress.ServedQuotas;

/// <summary>Texts in served quotas.</summary>
internal static class QuotaTexts
{
    /// <summary>RFC 3339 in universal time, to the second.</summary>
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Nano-dollars as <c>$12.50</c>; cents at least, and as much more as there is.</summary>
    public static string Dollars(long nano) => "$" + NeutralShape.Dollars(nano).ToString("#,0.00#######", CultureInfo.InvariantCulture);

    public static string Tokens(long tokens) => tokens.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>One line of at most so many characters: names are their owners' choice.</summary>
    public static string Line(string text, int longest)
    {
        var line = string.Create(text.Length, text, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' ? ' ' : text[i];
            }
        });
        return line.Length <= longest ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[longest - 2]) ? longest - 2 : longest - 1), "…");
    }
}
