namespace Weir.Credentials.Clouds;

/// <summary>An access token of a cloud.</summary>
/// <param name="Value">The token.</param>
/// <param name="EndsAt">When it ends; null when nobody told.</param>
/// <param name="Source">Who gave it, for people.</param>
internal sealed record CloudToken(Secret Value, DateTimeOffset? EndsAt, string Source)
{
    /// <summary>The project that is charged for calls with it, where that is another than the called one's; Google alone has it.</summary>
    public string? QuotaProject { get; init; }

    /// <summary>Puts the token on a request, in place of what an earlier attempt put there.</summary>
    public void PutOn(HttpRequestMessage request)
    {
        request.Headers.Remove("Authorization");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + Value.Reveal());
    }

    /// <summary>Whether the request carries this token.</summary>
    public bool IsOn(HttpRequestMessage? request) =>
        request is not null && request.Headers.NonValidated.TryGetValues("Authorization", out var values) && values.ToString() == "Bearer " + Value.Reveal();
}
