using Microsoft.AspNetCore.Http;
using Weir.Dialects.Errors;
using Weir.Gateway.Security;

namespace Weir.Gateway.SignOn.Proxy;

/// <summary>People whom a reverse proxy has signed in.</summary>
internal interface IProxySignOn
{
    /// <summary>True when a proxy that is believed names somebody for this request.</summary>
    bool Vouches(HttpContext http);

    /// <summary>Who it is; or why he may not come in.</summary>
    ValueTask<(Caller? Caller, WeirError? Refusal)> SignInAsync(HttpContext http);
}
