namespace Weir.Gateway.Admin.Found;

/// <summary>Looking around on the gateway's machine.</summary>
public interface IFoundAdmin
{
    /// <summary>Providers whose key stands in a variable, model servers that answer, sign-ins of OpenCode; those that can be used first.</summary>
    Task<IReadOnlyList<FoundEntry>> FoundAsync(CancellationToken cancellationToken);
}
