using Google.Apis.Http;

namespace Weir.Credentials.Google;

/// <summary>Makes the library's HTTP clients on one handler that stays.</summary>
internal sealed class GoogleCalls(HttpMessageHandler handler) : HttpClientFactory
{
    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => handler;
}
