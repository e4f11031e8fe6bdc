using System.Collections.Frozen;

namespace Weir.Metering.Quotas.Vendors;

/// <summary>All vendors' quota endpoints that are known. docs/quotas.md says where each is known from.</summary>
public static class VendorQuotas
{
    private static readonly FrozenDictionary<string, VendorQuota[]> ByProvider = PlanQuotas.All.Concat(BalanceQuotas.All)
        .SelectMany(static vendor => vendor.Providers.Select(id => (Id: id, Vendor: vendor)))
        .GroupBy(static entry => entry.Id, static entry => entry.Vendor)
        .ToFrozenDictionary(static group => group.Key, static group => group.ToArray(), StringComparer.Ordinal);

    /// <summary>Vendors that tell it to a browser only, and where.</summary>
    private static readonly FrozenDictionary<string, string> Consoles = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["mistral"] = "https://admin.mistral.ai",
        ["stepfun"] = "https://platform.stepfun.com",
        ["alibaba"] = "https://modelstudio.console.alibabacloud.com",
        ["perplexity"] = "https://www.perplexity.ai/settings/api",
        ["xiaomi"] = "https://platform.xiaomimimo.com",
        ["cerebras"] = "https://cloud.cerebras.ai",
        ["opencode"] = "https://opencode.ai/auth",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Every endpoint.</summary>
    public static IEnumerable<VendorQuota> All => ByProvider.Values.SelectMany(static vendors => vendors).Distinct();

    /// <summary>The endpoint for a connection; null when its vendor has none that takes its credential.</summary>
    /// <param name="provider">Catalogue id.</param>
    /// <param name="authMethod">The word of the connection's auth method.</param>
    /// <param name="host">The host that the connection leads to.</param>
    public static VendorQuota? Find(string provider, string authMethod, string host) =>
        ByProvider.TryGetValue(provider, out var vendors)
            ? vendors.FirstOrDefault(vendor => (vendor.AuthMethod is { } method ? method == authMethod : authMethod is not ("oauth" or "none" or "aws" or "gcp")) && (vendor.Behind is null || vendor.Behind.Equals(host, StringComparison.OrdinalIgnoreCase)))
            : null;

    /// <summary>Where a person looks, for a vendor that tells programs nothing; null for others.</summary>
    public static string? ConsoleOf(string provider) => Consoles.GetValueOrDefault(provider);
}
