using Microsoft.AspNetCore.Http;
using Weir.Metering.Keys;

namespace Weir.Gateway.Ingress;

internal sealed class RequestLookupEndpoint
{
    public static Task ShowAsync(HttpContext http, ClientKey key) => Task.CompletedTask;
}
