import { ShareWindow } from './share-window.ts';

describe('what tenants brought of late', () => {
  it('is what each of them brought within five seconds, and how many did', () => {
    const window = new ShareWindow();
    window.add('A', 500, 1_000);
    window.add('A', 200, 3_999);
    window.add('B', 10, 4_000);

    expect(window.shareOf('A', 4_500)).toEqual({ own: 700, all: 710, tenants: 2 });
    expect(window.shareOf('B', 5_999)).toEqual({ own: 10, all: 710, tenants: 2 });
    expect(window.shareOf('C', 5_999)).toEqual({ own: 0, all: 710, tenants: 2 });
  });

  it('is forgotten second by second', () => {
    const window = new ShareWindow();
    window.add('A', 500, 1_000);
    window.add('A', 200, 3_000);
    window.add('B', 10, 4_000);

    expect(window.shareOf('A', 6_000)).toEqual({ own: 200, all: 210, tenants: 2 });
    expect(window.shareOf('A', 8_000)).toEqual({ own: 0, all: 10, tenants: 1 });
    expect(window.shareOf('A', 9_000)).toEqual({ own: 0, all: 0, tenants: 0 });
  });

  it('does not count what was refused after all', () => {
    const window = new ShareWindow();
    window.add('A', 5, 1_000);
    const takeBack = window.add('B', 10, 1_000);

    takeBack();

    expect(window.shareOf('A', 1_000)).toEqual({ own: 5, all: 5, tenants: 1 });
  });
});
