namespace Weir.Metering.Reconciling.Exports;

/// <summary>
/// Which fields of an export say what. A field is a column of a CSV file, or a member of a JSON object with dots between the levels (<c>amount.value</c>); capitals make no difference. Of several, the first
/// that is there counts.
/// </summary>
public sealed record ExportMap
{
    /// <summary>The word on the command line.</summary>
    public required string Name { get; init; }

    /// <summary>Catalogue id of the provider whose connections are compared; null = the connection must be named.</summary>
    public string? Provider { get; init; }

    public IReadOnlyList<string> Id { get; init; } = [];

    /// <summary>A date, a moment (RFC 3339, without an offset universal time), or seconds since 1970.</summary>
    public required IReadOnlyList<string> Time { get; init; }

    public required IReadOnlyList<string> Model { get; init; }

    /// <summary>What a model's text ends at; null = nothing.</summary>
    public string? ModelEndsAt { get; init; }

    public IReadOnlyList<string> Requests { get; init; } = [];

    /// <summary>Each entry is a list of fields that are added up.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Input { get; init; } = [];

    /// <summary>As <see cref="Input"/>.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Output { get; init; } = [];

    /// <summary>Fields with an amount of money, and how many dollars one unit of it is.</summary>
    public IReadOnlyList<(string Field, decimal Dollars)> Cost { get; init; } = [];

    /// <summary>Fields that name the currency: it must be US dollars.</summary>
    public IReadOnlyList<string> Currency { get; init; } = ["currency", "amount.currency", "amount_currency"];

    /// <summary>
    /// Reads <c>time=date,model=model,input=prompt+cached,output=completion,cost=usd,requests=n,id=request_id</c>.
    /// </summary>
    /// <exception cref="ExportFormatException">It names no time, no model, nothing to compare, or something else.</exception>
    public static ExportMap Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [var key, { Length: > 0 } field] || Array.IndexOf(Keys, key) < 0 || !parts.TryAdd(key, field))
            {
                throw new ExportFormatException($"\"{part}\" is no part of a map.", $"Write KEY=FIELD, with each of {string.Join(", ", Keys)} at most once.");
            }
        }

        if (!parts.TryGetValue("time", out var time) || !parts.TryGetValue("model", out var model) || !Array.Exists(Figures, parts.ContainsKey))
        {
            throw new ExportFormatException("The map needs time, model, and something to compare.", $"Add time=FIELD, model=FIELD and one of {string.Join(", ", Figures)}.");
        }

        return new ExportMap
        {
            Name = "map",
            Id = One("id"),
            Time = [time],
            Model = [model],
            Requests = One("requests"),
            Input = Sum("input"),
            Output = Sum("output"),
            Cost = [.. One("cost").Select(static field => (field, 1m))],
        };

        IReadOnlyList<string> One(string key) => parts.TryGetValue(key, out var field) ? [field] : [];

        IReadOnlyList<IReadOnlyList<string>> Sum(string key) => parts.TryGetValue(key, out var field) ? [field.Split('+', StringSplitOptions.TrimEntries)] : [];
    }

    private static readonly string[] Keys = ["id", "time", "model", "requests", "input", "output", "cost"];

    private static readonly string[] Figures = ["requests", "input", "output", "cost"];
}
