using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Weir.Routing.Wires;

namespace Weir.Gateway.Upstream;

/// <summary>The addresses of a wire's calls, made once each.</summary>
internal static class WireAddresses
{
    private static readonly ConditionalWeakTable<Wire, ConcurrentDictionary<(CallPurpose Purpose, bool Stream, string? Path), Uri>> Kept = [];

    /// <summary>Where a call goes; null when the provider has no such call.</summary>
    public static Uri? Of(UpstreamCall call)
    {
        var addresses = Kept.GetValue(call.Wire, static _ => new());
        var key = (call.Purpose, call.Stream, call.Path);
        return addresses.TryGetValue(key, out var address) ? address : call.Wire.Rules.AddressOf(call) is { } made ? addresses.GetOrAdd(key, made) : null;
    }
}
