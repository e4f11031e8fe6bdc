using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Weir.Dialects.Errors;
using Weir.Gateway.Audit;
using Weir.Gateway.Security;
using Weir.Metering.People;
using Weir.Routing.Configuration;

namespace Weir.Gateway.SignOn.Proxy;

/// <summary>Believes the header of <c>console.proxy</c>, from the addresses there and from no others.</summary>
internal sealed partial class ProxySignOn(ConsoleConfig config, SignOnUsers users, AuditLog audit, TimeProvider time, ILogger<ProxySignOn> logger) : IProxySignOn
{
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    /// <summary>A proxy vouches for every request: so long it is one sign-in.</summary>
    private static readonly TimeSpan SignIn = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _signedIn = new(StringComparer.Ordinal);
    private long _warnedAt = long.MinValue;

    public bool Vouches(HttpContext http)
    {
        if (config.Proxy is not { } proxy || !http.Request.Headers.TryGetValue(proxy.Header, out var names))
        {
            return false;
        }

        if (http.Connection.RemoteIpAddress is { } address && IsTrusted(proxy, address))
        {
            return names.Count == 1 && !string.IsNullOrWhiteSpace(names[0]);
        }

        Warn(proxy.Header, http.Connection.RemoteIpAddress);
        return false;
    }

    public async ValueTask<(Caller? Caller, WeirError? Refusal)> SignInAsync(HttpContext http)
    {
        var proxy = config.Proxy!;
        var name = http.Request.Headers[proxy.Header].ToString().Trim();
        var role = proxy.RoleHeader is { } header ? Roles.Parse(http.Request.Headers[header].ToString().Trim()) : null;
        AuditScope.Actor = AuditScope.SignOn(http, "proxy");
        var (user, refusal) = await users.FindAsync(new ClaimedUser(name, role), proxy.DefaultRole, proxy.CreatesUsers, http.RequestAborted);
        if (user is null)
        {
            return (null, refusal);
        }

        var caller = Caller.Of(user);
        Note(http, caller);
        return (caller, null);
    }

    private void Note(HttpContext http, Caller caller)
    {
        var now = time.GetUtcNow();
        var last = _signedIn.GetValueOrDefault(caller.Id);
        if (now - last >= SignIn && (_signedIn.TryAdd(caller.Id, now) || _signedIn.TryUpdate(caller.Id, now, last)))
        {
            audit.Note(new AuditNote { Kind = AuditKinds.ConsoleSignIn, Subject = caller.Name, Actor = AuditScope.SignedIn(http, caller), After = AuditFacts.Of(("by", "proxy")) });
        }
    }

    private static bool IsTrusted(ProxySignOnConfig proxy, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return proxy.Addresses.Any(network => network.Contains(plain));
    }

    // Once a minute: whoever sends it must not fill the log.
    private void Warn(string header, IPAddress? address)
    {
        var now = time.GetUtcNow().UtcTicks;
        var last = Interlocked.Read(ref _warnedAt);
        if ((last == long.MinValue || now - last >= BetweenWarnings.Ticks) && Interlocked.CompareExchange(ref _warnedAt, now, last) == last)
        {
            LogIgnored(header, address);
        }
    }

    [LoggerMessage(EventId = 3070, Level = LogLevel.Warning, Message = "The header {Header} came from {Address}, which is not in console.proxy.addresses; it was ignored.")]
    private partial void LogIgnored(string header, IPAddress? address);
}
