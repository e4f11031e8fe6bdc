namespace Weir.Credentials.Aws;

/// <summary>Where a signature holds.</summary>
/// <param name="Region">e.g. <c>us-east-1</c>.</param>
/// <param name="Service">The signing name, e.g. <c>bedrock</c>.</param>
internal sealed record SigningScope(string Region, string Service)
{
    private const string Bedrock = "bedrock";
    private const string Mantle = "bedrock-mantle";

    /// <summary>Reads the scope off a host; what stands in <paramref name="region"/> wins over the host's region.</summary>
    /// <param name="host">e.g. <c>bedrock-runtime-fips.us-gov-west-1.amazonaws.com</c>, <c>bedrock-mantle.us-east-1.api.aws</c>, a VPC endpoint, or any other.</param>
    /// <param name="region">The region the settings name.</param>
    /// <param name="fallback">The region where neither settings nor host tell one.</param>
    /// <returns>Null when there is no region.</returns>
    public static SigningScope? Of(string host, string? region, string? fallback)
    {
        var labels = host.Split('.');
        var service = Array.FindIndex(labels, static label => label.StartsWith(Bedrock, StringComparison.OrdinalIgnoreCase));
        var told = service >= 0 && service + 2 < labels.Length ? labels[service + 1] : null;
        var name = service >= 0 && labels[service].StartsWith(Mantle, StringComparison.OrdinalIgnoreCase) ? Mantle : Bedrock;
        return (region ?? told ?? fallback) is { Length: > 0 } where ? new SigningScope(where, name) : null;
    }
}
