namespace Weir.Routing.Tests.Configuration;

public sealed class LocalBlockTests
{
    [Fact]
    public void Left_out_it_is_on_and_looks_every_minute()
    {
        var local = ConfigText.Good("version: 2\n").Local;
        Assert.Equal((true, 0, 0, TimeSpan.FromMinutes(1)), (local.Enabled, local.Ports.Count, local.Hosts.Count, local.Interval));
    }

    [Fact]
    public void All_of_it_is_read()
    {
        var local = ConfigText.Good("version: 2\nlocal: {enabled: false, ports: [9001, 9002, 9001], hosts: [gpu.lan, 'fd00::1', 10.0.0.7], interval: 5s}\n").Local;
        Assert.False(local.Enabled);
        Assert.Equal([9001, 9002], local.Ports);
        Assert.Equal(["gpu.lan", "[fd00::1]", "10.0.0.7"], local.Hosts);
        Assert.Equal(TimeSpan.FromSeconds(5), local.Interval);
    }

    [Theory]
    [InlineData("{ports: [0]}")]
    [InlineData("{ports: [65536]}")]
    [InlineData("{ports: 9001}")]
    [InlineData("{ports: [many]}")]
    [InlineData("{hosts: ['http://gpu.lan']}")]
    [InlineData("{hosts: ['gpu.lan:9001']}")]
    [InlineData("{interval: 10ms}")]
    [InlineData("{port: 1}")]
    public void What_is_wrong_is_told(string block) => ConfigText.OneError($"version: 2\nlocal: {block}\n");
}
