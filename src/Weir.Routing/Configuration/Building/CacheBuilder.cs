using Weir.Routing.Configuration.Values;

namespace Weir.Routing.Configuration.Building;

internal static class CacheBuilder
{
    public static CacheConfig Build(ConfigBlock block)
    {
        var standard = new CacheConfig();
        return new CacheConfig
        {
            Enabled = block.Flag("enabled") ?? standard.Enabled,
            Ttl = block.Duration("ttl") ?? standard.Ttl,
            MaxBytes = block.Integer("max_mb") * 1024 * 1024 ?? standard.MaxBytes,
            MaxEntryBytes = (int?)block.Integer("max_entry_kb") * 1024 ?? standard.MaxEntryBytes,
            InDatabase = block.Text("store") == "database",
            IsShared = block.Text("scope") == "gateway",
        };
    }
}
