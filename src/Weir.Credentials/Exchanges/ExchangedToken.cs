namespace Weir.Credentials.Exchanges;

/// <summary>A short-lived token that was given for a key or another token.</summary>
/// <param name="Value">The token.</param>
/// <param name="EndsAt">When it ends; null when nobody told.</param>
/// <param name="Headers">What goes with it.</param>
internal sealed record ExchangedToken(Secret Value, DateTimeOffset? EndsAt, IReadOnlyDictionary<string, string> Headers)
{
    public void PutOn(HttpRequestMessage request)
    {
        Put(request, "Authorization", "Bearer " + Value.Reveal());
        foreach (var (name, value) in Headers)
        {
            Put(request, name, value);
        }
    }

    /// <summary>Whether the request carries this token.</summary>
    public bool IsOn(HttpRequestMessage? request) =>
        request is not null && request.Headers.NonValidated.TryGetValues("Authorization", out var values) && values.ToString() == "Bearer " + Value.Reveal();

    private static void Put(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
