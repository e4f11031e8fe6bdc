import { AppShell, Burger, Button, Group, Menu, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { spotlight } from '@mantine/spotlight';
import { useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { signOut } from '../api/client';
import { LiveProvider } from '../live/events';
import { useSession } from '../session/useSession';
import { AlertBell } from './AlertBell';
import { Disconnected } from './Disconnected';
import { Palette } from './Palette';
import { Shortcuts } from './Shortcuts';
import { ThemeButton } from './ThemeButton';
import { usePages } from './usePages';

/** The frame of every page: navigation, theme, palette, and whether the gateway is there. */
export function Shell() {
  const [isOpen, nav] = useDisclosure();
  const [helps, setHelps] = useState(false);
  const path = useLocation({ select: (location) => location.pathname });
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { who, may } = useSession();
  const pages = usePages();
  const closeNav = nav.close;
  useEffect(() => closeNav(), [path, closeNav]);

  const leave = async (everywhere: boolean) => {
    await signOut(everywhere);
    queries.clear();
    await navigate({ to: '/sign-in' });
  };

  return (
    <LiveProvider hears={may('manager')}>
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <AppShell header={{ height: 56 }} navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isOpen } }} padding="md">
        <AppShell.Header>
          <Group h="100%" px="md" justify="space-between" wrap="nowrap">
            <Group gap="sm" wrap="nowrap">
              <Burger opened={isOpen} onClick={nav.toggle} hiddenFrom="sm" size="sm" aria-label={isOpen ? 'Close the navigation' : 'Open the navigation'} />
              <img src="/console/weir.svg" alt="" width={26} height={26} />
              <Text fw={700} size="lg" visibleFrom="xs">
                Weir
              </Text>
            </Group>
            <Group gap="xs" wrap="nowrap">
              <Button variant="default" size="xs" onClick={spotlight.open} aria-keyshortcuts="Control+K">
                Search
                <Text component="kbd" size="xs" ml={8} visibleFrom="sm" className="quiet">
                  Ctrl K
                </Text>
              </Button>
              {may('manager') && <AlertBell />}
              <ThemeButton />
              <Menu position="bottom-end" keepMounted={false}>
                <Menu.Target>
                  <Button variant="default" size="xs" aria-label="Account">
                    <span aria-hidden="true">⋮</span>
                  </Button>
                </Menu.Target>
                <Menu.Dropdown>
                  {who && <Menu.Label>{`${who.name} (${who.role})`}</Menu.Label>}
                  <Menu.Item onClick={() => setHelps(true)}>Keyboard shortcuts</Menu.Item>
                  <Menu.Item onClick={() => void leave(false)}>Sign out</Menu.Item>
                  <Menu.Item onClick={() => void leave(true)}>Sign out everywhere</Menu.Item>
                </Menu.Dropdown>
              </Menu>
            </Group>
          </Group>
        </AppShell.Header>
        <AppShell.Navbar p="xs" aria-label="Pages">
          {pages.map((page) => {
            const isHere = page.to === '/' ? path === '/' : path.startsWith(page.to);
            return (
              <NavLink key={page.to} label={page.title} active={isHere} aria-current={isHere ? 'page' : undefined} color="teal.9" variant="filled" renderRoot={(props) => <Link to={page.to} {...props} />} />
            );
          })}
        </AppShell.Navbar>
        <AppShell.Main id="main" tabIndex={-1}>
          <Disconnected />
          <Outlet />
        </AppShell.Main>
      </AppShell>
      <Palette onHelp={() => setHelps(true)} />
      <Shortcuts isOpen={helps} setOpen={setHelps} />
    </LiveProvider>
  );
}
