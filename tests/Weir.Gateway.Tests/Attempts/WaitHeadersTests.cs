using Weir.Gateway.Attempts;

namespace Weir.Gateway.Tests.Attempts;

public sealed class WaitHeadersTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("retry-after: 20", 20)]
    [InlineData("retry-after: 0", 0)]
    [InlineData("retry-after: 1.5", 1.5)]
    [InlineData("retry-after: Sat, 21 Nov 2026 12:01:00 GMT", 60)]
    [InlineData("retry-after: Sat, 21 Nov 2026 11:00:00 GMT", 0)]
    [InlineData("retry-after-ms: 250, retry-after: 1", 0.25)]
    [InlineData("retry-after: -4", 0)]
    [InlineData("retry-after: -1e300", 0)]
    [InlineData("retry-after-ms: -1e300", 0)]
    [InlineData("anthropic-ratelimit-unified-reset: 1795262460", 60)]
    [InlineData("x-ratelimit-remaining-requests: 0, x-ratelimit-reset-requests: 6m0s", 360)]
    [InlineData("x-ratelimit-remaining-tokens: 0, x-ratelimit-reset-tokens: 7.66s", 7.66)]
    [InlineData("x-ratelimit-remaining-tokens: 0, x-ratelimit-reset-tokens: 120ms", 0.12)]
    [InlineData("x-ratelimit-remaining-tokens: 0, x-ratelimit-reset-tokens: 2m59.56s", 179.56)]
    [InlineData("x-ratelimit-remaining-tokens: 0, x-ratelimit-reset-tokens: 1h2m3s", 3723)]
    [InlineData("x-ratelimit-remaining: 0, x-ratelimit-reset: 1795262430000", 30)]
    [InlineData("x-ratelimit-remaining: 0, x-ratelimit-reset: 1795262430", 30)]
    [InlineData("ratelimit-remaining: 0, ratelimit-reset: 12", 12)]
    [InlineData("anthropic-ratelimit-requests-remaining: 0, anthropic-ratelimit-requests-reset: 2026-11-21T12:00:09Z", 9)]
    public void Each_vendor_says_it_in_its_way(string headers, double seconds) =>
        Assert.Equal(seconds, WaitHeaders.RetryAfter(Headers(headers), Now)!.Value.TotalSeconds, 6);

    [Theory]
    [InlineData("")]
    [InlineData("retry-after: soon")]
    [InlineData("retry-after: 99999999999")]
    [InlineData("retry-after: 1764000000000")]
    [InlineData("retry-after: 1e300")]
    [InlineData("retry-after: 1e999")]
    [InlineData("retry-after: NaN")]
    [InlineData("retry-after: Infinity")]
    [InlineData("retry-after-ms: 999999999999999")]
    [InlineData("retry-after-ms: 1e300")]
    [InlineData("retry-after-ms: NaN")]
    [InlineData("ratelimit-remaining: 0, ratelimit-reset: 1e300")]
    [InlineData("ratelimit-remaining: 0, ratelimit-reset: 999999999999999")]
    [InlineData("anthropic-ratelimit-unified-reset: 1e300")]
    [InlineData("anthropic-ratelimit-unified-reset: 999999999999999")]
    [InlineData("x-ratelimit-remaining-requests: 3, x-ratelimit-reset-requests: 6m0s")]
    [InlineData("x-ratelimit-remaining-requests: 0, x-ratelimit-reset-requests: whenever")]
    [InlineData("x-ratelimit-remaining-requests: 0")]
    public void Nothing_is_made_of_what_says_nothing(string headers) => Assert.Null(WaitHeaders.RetryAfter(Headers(headers), Now));

    [Fact]
    public void Of_several_limits_that_are_used_up_the_longest_counts() => Assert.Equal(
        TimeSpan.FromSeconds(30),
        WaitHeaders.UsedUpFor(Headers("x-ratelimit-remaining-requests: 0, x-ratelimit-reset-requests: 1s, x-ratelimit-remaining-tokens: 0, x-ratelimit-reset-tokens: 30s"), Now));

    private static System.Net.Http.Headers.HttpResponseHeaders Headers(string text)
    {
        var response = new HttpResponseMessage();
        foreach (var header in text.Split(", ", StringSplitOptions.RemoveEmptyEntries).Aggregate(new List<string>(), Join))
        {
            var colon = header.IndexOf(':', StringComparison.Ordinal);
            response.Headers.TryAddWithoutValidation(header[..colon], header[(colon + 2)..]);
        }

        return response.Headers;
    }

    /// <summary>The comma within a date parts no headers.</summary>
    private static List<string> Join(List<string> headers, string piece)
    {
        if (piece.Contains(": ", StringComparison.Ordinal))
        {
            headers.Add(piece);
        }
        else
        {
            headers[^1] += ", " + piece;
        }

        return headers;
    }
}
