namespace Weir.Dialects.BedrockConverse;

/// <summary>Whose model it is: what goes beside Converse's own words is the vendor's.</summary>
internal enum Vendor
{
    Other,
    Claude,
    Nova,

    /// <summary>Nova's second generation, which reasons.</summary>
    Nova2,
    GptOss,
    Qwen,
}

/// <summary>Tells vendors by the model's id.</summary>
internal static class Vendors
{
    public static Vendor Of(string model) =>
        Has(model, "claude") || Has(model, "anthropic.") ? Vendor.Claude
        : Has(model, "nova-2") ? Vendor.Nova2
        : Has(model, "amazon.nova") ? Vendor.Nova
        : Has(model, "gpt-oss") ? Vendor.GptOss
        : Has(model, "qwen") ? Vendor.Qwen
        : Vendor.Other;

    /// <summary>True where prompts are cached by marks.</summary>
    public static bool TakesCachePoints(this Vendor vendor) => vendor is Vendor.Claude or Vendor.Nova or Vendor.Nova2;

    private static bool Has(string model, string part) => model.Contains(part, StringComparison.OrdinalIgnoreCase);
}
