namespace Weir.Metering.Quotas.Vendors;

/// <summary>How a vendor's quota endpoint wants the key.</summary>
public enum QuotaKeyForm
{
    /// <summary><c>Authorization: Bearer KEY</c>.</summary>
    Bearer = 0,

    /// <summary><c>Authorization: KEY</c>, without a scheme.</summary>
    Bare,

    /// <summary><c>Authorization: token KEY</c>.</summary>
    Token,

    /// <summary><c>x-api-key: KEY</c>.</summary>
    XApiKey,

    /// <summary><c>xi-api-key: KEY</c>.</summary>
    XiApiKey,
}
