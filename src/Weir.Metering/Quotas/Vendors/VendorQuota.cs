namespace Weir.Metering.Quotas.Vendors;

/// <summary>A vendor's own endpoint that tells what is left, as data.</summary>
public sealed record VendorQuota
{
    /// <summary>Catalogue ids.</summary>
    public required IReadOnlyList<string> Providers { get; init; }

    /// <summary>Path and query on the connection's own host; or a whole address, where the vendor tells it on another of its hosts.</summary>
    public required string Address { get; init; }

    /// <summary>For a whole address: the host that the connection itself must lead to, so that no other's key is sent there. Null for paths.</summary>
    public string? Behind { get; init; }

    /// <summary>The auth method that it takes; null for a key.</summary>
    public string? AuthMethod { get; init; }

    public QuotaKeyForm KeyForm { get; init; }

    /// <summary>Headers it needs beside the key.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public required QuotaFormat Format { get; init; }

    /// <summary>True when the vendor documents it; what is not documented may change any day.</summary>
    public bool IsDocumented { get; init; }
}
