using System.Net;

namespace Weir.Tests.Invocation;

/// <summary>A network in which only what a test says answers.</summary>
internal sealed class FakeHttp : HttpMessageHandler
{
    public Func<HttpRequestMessage, HttpResponseMessage?> Answer { get; set; } = _ => null;

    public List<string> Authorizations { get; } = [];

    public static HttpResponseMessage Json(string text, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = new StringContent(text, System.Text.Encoding.UTF8, "application/json") };

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (Authorizations)
        {
            Authorizations.Add($"{request.RequestUri} {request.Headers.Authorization}");
        }

        return Answer(request) is { } response ? Task.FromResult(response) : throw new HttpRequestException("Connection refused.");
    }
}
