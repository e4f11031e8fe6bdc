using Weir.Metering.Quotas;
using Weir.Metering.Quotas.Vendors;
using Weir.Routing.Targets;

namespace Weir.Gateway.Quotas;

/// <summary>How a connection is asked what is left.</summary>
/// <param name="Address">Where.</param>
/// <param name="Format">How the answer reads.</param>
internal sealed record QuotaCall(Uri Address, QuotaFormat Format)
{
    /// <summary>The vendor's endpoint; null for one that weir.yaml names, which takes the key as requests carry it.</summary>
    public VendorQuota? Vendor { get; init; }

    /// <summary>True when it goes to the connection's own host: only then do the connection's own headers go along.</summary>
    public bool IsOwnHost { get; init; } = true;

    /// <summary>The call for a connection, or why there is none, in a sentence; neither where there is nothing to say.</summary>
    public static (QuotaCall? Call, string? Reason) Of(Connection connection)
    {
        var settings = connection.Quota;
        if (connection is not { BaseUrl: { } origin, Simulator: null })
        {
            return (null, null);
        }

        if (!settings.Enabled)
        {
            return (null, $"It is not asked ({connection.Origin}).");
        }

        if (settings is { Path: { } path, Format: { } format })
        {
            return Uri.TryCreate(origin.AbsoluteUri.TrimEnd('/') + path, UriKind.Absolute, out var own) && own.Authority == origin.Authority
                ? (new QuotaCall(own, format), null)
                : (null, "Its quota's path makes no address.");
        }

        if (VendorQuotas.Find(connection.Provider.Id, connection.Auth.Name, origin.Host) is { } vendor)
        {
            var address = vendor.Address is ['/', ..] ? new Uri(origin.GetLeftPart(UriPartial.Authority) + vendor.Address) : new Uri(vendor.Address);
            return (new QuotaCall(address, vendor.Format) { Vendor = vendor, IsOwnHost = address.Authority == origin.Authority }, null);
        }

        return (null, VendorQuotas.ConsoleOf(connection.Provider.Id) is { } console ? $"Its vendor tells it only in its console: {console}" : null);
    }
}
