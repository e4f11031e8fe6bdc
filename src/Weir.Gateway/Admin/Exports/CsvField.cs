namespace Weir.Gateway.Admin.Exports;

/// <summary>Fields of comma-separated values (RFC 4180) that a spreadsheet opens without harm.</summary>
public static class CsvField
{
    /// <summary>The text as a field: quoted where it must be; one that a sheet would take for a formula gets an apostrophe before it.</summary>
    public static string Of(string? text)
    {
        text ??= "";
        var safe = IsFormula(text) ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    // White space before the sign does not keep every program from reading a formula, and some read the wide signs too.
    private static bool IsFormula(string text) =>
        text is ['\t' or '\r' or '\n', ..] || text.AsSpan().TrimStart() is ['=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20', ..];
}
