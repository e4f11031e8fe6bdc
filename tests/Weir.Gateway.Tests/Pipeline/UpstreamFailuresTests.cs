using System.Net.Sockets;
using Weir.Dialects.Errors;
using Weir.Gateway.Pipeline;
using Weir.Gateway.Tests.Fakes;

namespace Weir.Gateway.Tests.Pipeline;

public sealed class UpstreamFailuresTests
{
    [Theory]
    [InlineData(HttpRequestError.NameResolutionError, ErrorKind.NetworkError)]
    [InlineData(HttpRequestError.SecureConnectionError, ErrorKind.NetworkError)]
    [InlineData(HttpRequestError.ConnectionError, ErrorKind.NetworkError)]
    [InlineData(HttpRequestError.ResponseEnded, ErrorKind.NetworkError)]
    [InlineData(HttpRequestError.InvalidResponse, ErrorKind.UnexpectedResponse)]
    [InlineData(HttpRequestError.HttpProtocolError, ErrorKind.UnexpectedResponse)]
    [InlineData(HttpRequestError.ConfigurationLimitExceeded, ErrorKind.UnexpectedResponse)]
    public void A_failed_request_has_its_kind(HttpRequestError error, ErrorKind expected) =>
        Assert.Equal(expected, UpstreamFailures.Explain(new HttpRequestException(error)).Kind);

    [Fact]
    public void A_connection_that_opens_too_slowly_is_a_time_out() =>
        Assert.Equal(ErrorKind.Timeout, UpstreamFailures.Explain(new TaskCanceledException()).Kind);

    [Fact]
    public void Damaged_compression_is_an_unexpected_response() =>
        Assert.Equal(ErrorKind.UnexpectedResponse, UpstreamFailures.Explain(new InvalidDataException()).Kind);

    [Fact]
    public void A_body_that_breaks_off_is_a_network_error() =>
        Assert.Equal(ErrorKind.NetworkError, UpstreamFailures.Explain(new IOException("reset")).Kind);

    [Fact]
    public void A_refused_connection_says_that_nothing_listens()
    {
        var refused = new HttpRequestException(HttpRequestError.ConnectionError, null, new SocketException((int)SocketError.ConnectionRefused));

        Assert.Contains("nothing listens", UpstreamFailures.Explain(refused).What, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_never_repeats_the_exception() =>
        Assert.DoesNotContain("sk-secret", UpstreamFailures.Explain(new IOException("sk-secret")).What, StringComparison.Ordinal);

    [Theory]
    [InlineData(ErrorKind.NetworkError)]
    [InlineData(ErrorKind.Timeout)]
    [InlineData(ErrorKind.InvalidCredentials)]
    [InlineData(ErrorKind.QuotaExceeded)]
    [InlineData(ErrorKind.UnexpectedResponse)]
    public void What_to_do_names_the_connection(ErrorKind kind) =>
        Assert.Contains("acme", UpstreamFailures.Action(kind, Some.Connection()), StringComparison.Ordinal);

    [Fact]
    public void Every_kind_has_something_to_do() =>
        Assert.All(Enum.GetValues<ErrorKind>(), static kind => Assert.EndsWith(".", UpstreamFailures.Action(kind, Some.Connection()), StringComparison.Ordinal));
}
